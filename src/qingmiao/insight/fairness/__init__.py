"""Fairness (公平监测): how each step treats groups of people, in exact tests that only the leaders read."""
