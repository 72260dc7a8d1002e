package dev.millrace.ops.cluster;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.connect.ConnectRefusal;
import dev.millrace.ops.connect.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings connectors of a cluster to what their files say. One that is as its file says is not touched; none is ever
 * removed.
 */
final class Apply {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ConnectApi cluster;
    private final Sleeper sleeper;

    Apply(ConnectApi cluster, Sleeper sleeper) {
        this.cluster = cluster;
        this.sleeper = sleeper;
    }

    /** The files that can be applied; each must have a name, and none that of another. */
    static List<ConnectorFile> checked(ConnectorFolder folder) {
        if (!folder.unreadable().isEmpty()) {
            throw CommandFailure.usage(folder.unreadable().get(0).line() + "; nothing was done");
        }
        Set<String> names = new HashSet<>();
        for (ConnectorFile file : folder.files()) {
            if (file.name().isBlank() || !names.add(file.name())) {
                throw CommandFailure.usage(file.file() + " has no name, or that of another file; nothing was done");
            }
        }
        return folder.files();
    }

    /** What must be done for this file. */
    Change plan(ConnectorFile file) {
        Optional<Map<String, String>> present = cluster.config(file.name());
        if (present.isEmpty()) {
            return new Change(file.name(), file.file(), Change.Action.CREATE, List.of(), "", "");
        }
        Map<String, String> now = present.get();
        if (now.equals(file.settings())) {
            return new Change(file.name(), file.file(), Change.Action.UNCHANGED, List.of(), "", "");
        }
        Secrets secrets = Secrets.of(file, cluster)
                .and(Secrets.of(new ConnectorFile(file.file(), now), cluster).declared());
        List<Difference> differences = Difference.between(now, file.settings(), secrets);
        return new Change(file.name(), file.file(), Change.Action.UPDATE, differences, "", "");
    }

    /** Does it; what the cluster refuses is the change's problem. */
    Change carryOut(Change change, ConnectorFile file) {
        if (change.action() == Change.Action.UNCHANGED) {
            return change;
        }
        try {
            cluster.put(file.name(), new LinkedHashMap<>(file.settings()));
            return change;
        } catch (ConnectRefusal refused) {
            String reason = Secrets.of(file, cluster).cleaned(refused.sentence(), file.settings());
            return change.ended("", reason.replace('\n', ' ').strip());
        }
    }

    /**
     * Waits until connector and tasks run.
     *
     * @param limit for this one
     */
    Change await(Change change, Duration limit) {
        if (!change.problem().isEmpty()) {
            return change;
        }
        Duration waited = Duration.ZERO;
        while (true) {
            Optional<State> state = cluster.state(change.connector());
            if (state.filter(State::isRunning).isPresent()) {
                return change.ended("RUNNING", "");
            }
            String word = state.map(State::connector).orElse("UNASSIGNED");
            if (state.filter(State::isFailed).isPresent()) {
                return change.ended(
                        "FAILED",
                        "it or a task has failed: GET /connectors/" + change.connector() + "/status says why");
            }
            if (word.equals("PAUSED") || word.equals("STOPPED")) {
                return change.ended(
                        word,
                        "somebody has " + (word.equals("PAUSED") ? "paused" : "stopped")
                                + " it: resume it when it shall run");
            }
            if (waited.compareTo(limit) >= 0) {
                return change.ended(word, "it did not run within " + limit.toSeconds() + " s");
            }
            waited = waited.plus(PAUSE);
            pause();
        }
    }

    private void pause() {
        try {
            sleeper.sleep(PAUSE);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw CommandFailure.incomplete("interrupted while connectors started", told);
        }
    }
}
