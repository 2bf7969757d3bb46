"""Tests of nuanxin.core.policy.proof."""
