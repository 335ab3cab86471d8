package dev.gyre.server.config;

/** A value as it was written, and where. */
public record Sourced(String text, Origin origin) {}
