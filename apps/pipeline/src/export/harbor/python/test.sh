#!/bin/bash
# CANARY
# What an attempt may have left under the names of a reward must never be read as one.
rm -rf /logs/verifier/reward.json /logs/verifier/reward.txt
mkdir -p /logs/verifier
exec python3 -B /tests/judge.py
