package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectCode;

/** What a contestant other than this project's says of a defect: which, and of what. */
record Alert(String code, String orderId, String anchorEventId) {}
