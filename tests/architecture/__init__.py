"""Tests about the code itself: each rule of the architecture has a check, itself seen to fail.

A check is a plain function that returns faults. Beside the test that runs it over the tree stands
one that feeds it a small deliberate violation.
"""
