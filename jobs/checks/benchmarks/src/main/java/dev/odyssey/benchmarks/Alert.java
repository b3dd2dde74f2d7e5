package dev.odyssey.benchmarks;

/** What a contestant other than this project's says of a defect: which, and of what. */
record Alert(String code, String orderId, String anchorEventId) {}
