package dev.gyre.core.replica;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.message.Reply;

/** What a request made of a cell (the same instance when nothing changed), and the reply to it. */
public record Change(Cell cell, Reply reply) {}
