package dev.millrace.ops.cluster;

import dev.millrace.kit.Sha256;
import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.ConnectApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** What a person does with one configuration: has it checked, compared with a cluster's own, and put there. */
public final class ConfigDesk {

    /** Keeps what {@link Comparison#present} stands for from being guessed. */
    private static final String SALT = UUID.randomUUID().toString();

    /**
     * What would change.
     *
     * @param present stands for what the cluster has now, so that a change meanwhile is noticed
     * @param findings what plugin and worker say against it
     */
    public record Comparison(Change change, String present, List<Finding> findings) {
        public Comparison {
            findings = List.copyOf(findings);
        }
    }

    private ConfigDesk() {}

    /** What is wrong with it by the suite's rules and the bundled definitions; no cluster is asked. */
    public static List<Finding> check(ConnectorFile file) {
        return Lint.of(file);
    }

    /** Compares it with the connector of its name, and has the cluster check it. */
    public static Comparison compare(ConnectorFile file, ConnectApi cluster) {
        String present = present(file, cluster);
        Change change = new Apply(cluster, Sleeper.SYSTEM).plan(file);
        return new Comparison(change, present, new LiveCheck(cluster).findings(file));
    }

    /**
     * Creates or changes the connector; what the cluster refuses is the change's problem.
     *
     * @param present as of the comparison that was looked at
     * @throws CommandFailure when the cluster has another configuration since
     */
    public static Change apply(ConnectorFile file, String present, ConnectApi cluster) {
        if (!present(file, cluster).equals(present)) {
            throw CommandFailure.usage("connector " + file.name()
                    + " was changed since it was compared, or the console was started again: compare it anew");
        }
        Apply apply = new Apply(cluster, Sleeper.SYSTEM);
        return apply.carryOut(apply.plan(file), file);
    }

    private static String present(ConnectorFile file, ConnectApi cluster) {
        List<String> parts = new ArrayList<>(List.of(SALT, file.name()));
        cluster.config(file.name()).map(TreeMap::new).orElseGet(TreeMap::new).forEach((key, value) -> {
            parts.add(key.length() + ":" + key);
            parts.add(value.length() + ":" + value);
        });
        return Sha256.hex(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }
}
