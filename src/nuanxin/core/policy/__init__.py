"""The rulebook: its words, its articles, the planner that answers from it, and the proof that it is safe.

Plain Python: no Django, no clock, no network; files are read by `loading` alone.
"""
