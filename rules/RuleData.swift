/// The rules that come with the program: what `RuleGenerator` makes of the YAML files beside this one.
public enum RuleData {}
