"""The proof: every situation, on every day of the book's life, gets a workable plan or a reasoned refusal.

Conditions are Boolean over finite words and thresholds and effects only unite, so each question is a question of
satisfiability for a maintained solver. The planner stays the judge of what the solver finds.
"""
