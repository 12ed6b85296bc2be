"""Tests about the code itself: each wall and rule of the architecture has a check, seen to fail.

A check is a plain function that returns faults. Beside the test that runs it over the tree stands
one that feeds it a small deliberate violation.
"""
