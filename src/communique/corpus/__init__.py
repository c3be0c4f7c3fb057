"""Many pages: workers and engines, resume, near-duplicates, one act in many papers, two coders compared."""
