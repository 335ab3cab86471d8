package dev.gyre.core.machine;

import dev.gyre.core.value.RequestId;

/** Names a timer: each request has one. Arming it again moves it. */
public record TimerId(RequestId request) {}
