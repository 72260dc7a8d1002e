package dev.millrace.containers;

import org.testcontainers.DockerClientFactory;

/** The container engine, which must be this machine's: its ports and folders are shared with the containers. */
final class Engine {

    private Engine() {}

    /**
     * Returns when one answers.
     *
     * @throws IllegalStateException when none does, with what to do about it
     */
    static void require() {
        DockerClientFactory engine = DockerClientFactory.instance();
        if (!engine.isDockerAvailable()) {
            throw new IllegalStateException(
                    "-Pcontainers wants a container engine, and none answers: start Docker, or name"
                            + " another engine by DOCKER_HOST, or leave the profile out");
        }
        String host = engine.dockerHostIpAddress();
        if (!host.equals("localhost") && !host.equals(LocalContainer.HOST)) {
            throw new IllegalStateException("-Pcontainers wants a container engine on this machine, and the one that"
                    + " answers is on " + host + ": set DOCKER_HOST");
        }
    }
}
