package dev.millrace.ops.cluster;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.connect.ConnectRefusal;
import dev.millrace.ops.connect.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Brings connectors back from a backup: created stopped, then their offsets, and only then let go. A connector thus never
 * runs with other offsets than it was given.
 */
final class Restore {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Whose offsets are brought back. */
    enum Offsets {
        ALL,
        SOURCE,
        NONE
    }

    enum Action {
        CREATED,
        REPLACED,
        KEPT,
        FAILED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of one connector.
     *
     * @param offsets how many were set
     * @param state that it was left in, as far as was asked for
     * @param problem why it was left out, or how far it came; empty when all is well
     */
    record Outcome(String connector, Action action, int offsets, String state, String problem) {}

    private final ConnectApi cluster;
    private final Sleeper sleeper;
    private final boolean replace;
    private final boolean resume;
    private final Offsets which;
    private final Duration limit;

    Restore(ConnectApi cluster, Sleeper sleeper, boolean replace, boolean resume, Offsets which, Duration limit) {
        this.cluster = cluster;
        this.sleeper = sleeper;
        this.replace = replace;
        this.resume = resume;
        this.which = which;
        this.limit = limit;
    }

    /** What would be done. */
    Outcome plan(Backup.Entry entry) {
        boolean there = cluster.config(entry.name()).isPresent();
        if (there && !replace) {
            return new Outcome(
                    entry.name(), Action.KEPT, 0, "", "is there already: give --replace to stop it and set it back");
        }
        String state = resume ? entry.state() : "STOPPED";
        return new Outcome(
                entry.name(),
                there ? Action.REPLACED : Action.CREATED,
                offsets(entry).size(),
                state,
                "");
    }

    /** Does it; what the cluster refuses ends this connector, which then stays stopped. */
    Outcome carryOut(Backup.Entry entry, Outcome plan) {
        if (plan.action() == Action.KEPT) {
            return plan;
        }
        ConnectorFile config = new ConnectorFile("", entry.config());
        try {
            if (plan.action() == Action.CREATED) {
                cluster.createStopped(entry.name(), entry.config());
            } else {
                cluster.stop(entry.name());
                awaitStopped(entry.name());
                cluster.put(entry.name(), entry.config());
            }
            awaitStopped(entry.name());
            setOffsets(entry, plan);
            if (resume && entry.state().equals("PAUSED")) {
                cluster.pause(entry.name());
            } else if (resume && !entry.state().equals("STOPPED")) {
                cluster.resume(entry.name());
            }
            return plan;
        } catch (ConnectRefusal refused) {
            String reason = Secrets.of(config, cluster).cleaned(refused.sentence(), entry.config());
            return new Outcome(
                    entry.name(),
                    Action.FAILED,
                    0,
                    "",
                    reason.replace('\n', ' ').strip());
        }
    }

    /** Those of a connector that was there are removed first: the backup's are then all that it has. */
    private void setOffsets(Backup.Entry entry, Outcome plan) {
        if (plan.action() == Action.REPLACED && which != Offsets.NONE && takesOffsets(entry)) {
            cluster.deleteOffsets(entry.name());
        }
        List<JsonNode> offsets = offsets(entry);
        if (!offsets.isEmpty()) {
            cluster.alterOffsets(entry.name(), offsets);
        }
    }

    private List<JsonNode> offsets(Backup.Entry entry) {
        return takesOffsets(entry) ? new ArrayList<>(entry.offsets()) : List.of();
    }

    private boolean takesOffsets(Backup.Entry entry) {
        return switch (which) {
            case ALL -> true;
            case SOURCE -> entry.type().equals("source");
            case NONE -> false;
        };
    }

    private void awaitStopped(String name) {
        Duration waited = Duration.ZERO;
        while (cluster.state(name).filter(State::isStopped).isEmpty()) {
            if (waited.compareTo(limit) >= 0) {
                throw CommandFailure.incomplete(name + " did not stop within " + limit.toSeconds()
                        + " s; its offsets were not touched, and the connectors behind it were not restored");
            }
            waited = waited.plus(PAUSE);
            try {
                sleeper.sleep(PAUSE);
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                throw CommandFailure.incomplete("interrupted while " + name + " stopped", told);
            }
        }
    }
}
