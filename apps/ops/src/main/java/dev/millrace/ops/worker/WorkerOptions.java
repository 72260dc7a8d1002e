package dev.millrace.ops.worker;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What only a worker knows of a configuration; a {@link Mixin} of commands that run one. */
public final class WorkerOptions {

    @Option(
            names = "--plugin-path",
            paramLabel = "DIR",
            split = ",",
            description = "Folders of plugins, as plugin.path of a worker names them, for transforms that are not ours"
                    + " and not Kafka's.")
    private List<Path> pluginPath = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the configuration, such as a path or a secret that only a worker knows.")
    private Map<String, String> others = new LinkedHashMap<>();

    /** What replaces values of the configuration. */
    public Map<String, String> others() {
        return Collections.unmodifiableMap(others);
    }

    /** The plugins; to be closed. */
    public PluginPath plugins() {
        return new PluginPath(pluginPath);
    }
}
