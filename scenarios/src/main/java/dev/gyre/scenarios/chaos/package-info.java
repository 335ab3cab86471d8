/**
 * The first chaos run: a cluster, clients, every fault that the eventual lane must survive, and
 * what must hold all the same.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.chaos.ChaosPlan}, {@link
 * dev.gyre.scenarios.chaos.ChaosRun}, {@link dev.gyre.scenarios.chaos.ChaosClient}, {@link
 * dev.gyre.scenarios.chaos.ChaosCampaign}.
 *
 * <p>Must not know: real time, threads, files.
 */
@NullMarked
package dev.gyre.scenarios.chaos;

import org.jspecify.annotations.NullMarked;
