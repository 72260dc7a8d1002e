package dev.millrace.rest;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What an endpoint works with.
 *
 * @param task names connector and task in the log
 * @param address of the endpoint as it may be shown
 * @param longestWait that a server may ask for
 */
record EndpointRoom(
        String task,
        String address,
        PageFetcher pages,
        Duration longestWait,
        Bell bell,
        EndpointMeters meters,
        PollAudit audit,
        Clock clock,
        RandomGenerator random) {}
