package dev.gyre.client;

import dev.gyre.core.message.ContextToken;

/**
 * A write is durable on as many owners as was asked for.
 *
 * @param context covers this write: a next write after it replaces it, without a reading in between
 * @param attempts how often it was sent; more than once still means written once
 */
public record Receipt(ContextToken context, int attempts) {}
