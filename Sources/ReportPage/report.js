// What the page does beyond showing: search, filters, copying, the choice of colours. Nothing here asks
// the network for anything, and nothing of a log is ever taken for markup.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  for (const element of all(".toolbar, .copy, .keys, #theme")) element.hidden = false;

  // Search and filters.

  const search = one("#search");
  const component = one("#component");
  const kinds = all("button.kind");
  const cards = all(".card").map((element) => ({
    element,
    details: element.querySelector("details"),
    text: element.textContent.toLowerCase(),
    wasOpen: null,
  }));
  const lists = ["#causes", "#symptoms", "#unexplained"].map(one).filter(Boolean);
  const found = globalThis.Highlight && CSS.highlights ? new Highlight() : null;
  if (found) CSS.highlights.set("found", found);

  const isWanted = (card, words) => {
    const { kind, component: of } = card.element.dataset;
    const chosen = kinds.filter((button) => button.ariaPressed === "true");
    return (
      (!chosen.length || chosen.some((button) => button.dataset.kind === kind)) &&
      (!component.value || component.value === of) &&
      words.every((word) => card.text.includes(word))
    );
  };

  const highlight = (root, words) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      // Of some letters the small form is longer, and places would not be the same.
      if (text.length !== node.data.length) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          found.add(new StaticRange({
            startContainer: node, startOffset: at, endContainer: node, endOffset: at + word.length,
          }));
        }
      }
    }
  };

  // A card that the words are in is opened, and is as it was when they are gone.
  const unfold = (card, isFound) => {
    if (isFound) {
      card.wasOpen ??= card.details.open;
      card.details.open = true;
    } else if (card.wasOpen !== null) {
      card.details.open = card.wasOpen;
      card.wasOpen = null;
    }
  };

  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    found?.clear();
    let count = 0;
    for (const card of cards) {
      const isShown = isWanted(card, words);
      card.element.hidden = !isShown;
      unfold(card, isShown && words.length > 0);
      if (!isShown) continue;
      count += 1;
      if (found && words.length) highlight(card.element, words);
    }
    for (const list of lists) list.hidden = !list.querySelector(".card:not([hidden])");
    const isAll = count === cards.length;
    one("#shown").value = isAll ? "" : count ? `${count} of ${cards.length} shown` : "Nothing matches";
  };

  const clear = () => {
    search.value = "";
    component.value = "";
    for (const button of kinds) button.ariaPressed = "false";
    show();
  };

  for (const button of kinds) {
    button.ariaPressed = "false";
    button.disabled = false;
    button.addEventListener("click", () => {
      button.ariaPressed = String(button.ariaPressed !== "true");
      show();
    });
  }
  search.addEventListener("input", show);
  component.addEventListener("change", show);

  // Keys.

  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") clear();
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });

  // Opening cards: all of them, the one that a link names, and for printing.

  const fold = one("#fold");
  fold.addEventListener("click", () => {
    const isOpen = fold.ariaPressed !== "true";
    fold.ariaPressed = String(isOpen);
    fold.textContent = isOpen ? "Close all" : "Open all";
    for (const card of cards) if (!card.element.hidden) card.details.open = isOpen;
  });

  const follow = () => {
    const card = cards.find(({ element }) => `#${element.id}` === location.hash);
    if (!card) return;
    if (card.element.hidden) clear();
    card.details.open = true;
    card.element.scrollIntoView();
    card.details.querySelector("summary").focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  // A link to where one is already.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  addEventListener("beforeprint", () => {
    for (const card of cards) card.details.open = true;
  });

  // Copying.

  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Pages that came over plain HTTP have no clipboard.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    if (!isCopied) throw new Error("not copied");
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".copy");
    if (!button) return;
    const code = button.parentElement.querySelector("code");
    try {
      await copy(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });

  // Colours: those of the system, until somebody chooses the others.

  const theme = one("#theme");
  const key = "stackdoctor.theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const { theme: chosen } = document.documentElement.dataset;
    return chosen ? chosen === "dark" : dark.matches;
  };
  const label = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  // A page from a file, or with cookies forbidden, may have no memory.
  const memory = (use) => { try { return use(localStorage); } catch { return null; } };
  const choose = (name) => {
    if (name === "dark" || name === "light") document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    label();
  };
  theme.addEventListener("click", () => {
    const name = isDark() ? "light" : "dark";
    const isOwn = (name === "dark") !== dark.matches;
    memory((storage) => isOwn ? storage.setItem(key, name) : storage.removeItem(key));
    choose(isOwn ? name : null);
  });
  dark.addEventListener("change", label);

  choose(memory((storage) => storage.getItem(key)));
  show();
  follow();
})();
