"""The reviewer's desk: what is told of the documents of an agreement, and done to them, before any event is read."""
