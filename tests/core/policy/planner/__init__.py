"""Tests of nuanxin.core.policy.planner."""
