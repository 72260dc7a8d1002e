package dev.millrace.containers;

import java.time.Duration;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/** A container is started when it runs; {@link LocalContainer} asks for more. */
final class NoWait implements WaitStrategy {

    @Override
    public void waitUntilReady(WaitStrategyTarget target) {}

    @Override
    public WaitStrategy withStartupTimeout(Duration timeout) {
        return this;
    }
}
