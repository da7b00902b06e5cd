"""Pages for people: the report of a judgement and an agreement to read, each as one HTML file that asks no network for anything."""
