"""The built-in recogniser of persons, organisations and places: a trained sequence labeller and rules."""
