"""What is written for people and programs about findings: sentences, explanations, text and JSON."""
