package dev.millrace.ops.cluster;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The registry of integrations: a folder with an Open Data Contract in YAML for each flow (ODCS 3.1), in the order of the
 * files' names.
 */
public record Registry(List<Flow> flows) {

    public Registry {
        flows = List.copyOf(flows);
    }

    /** Reads a folder; one that is no registry is a failure of the command. */
    public static Registry read(Path folder) {
        List<Flow> flows = new ArrayList<>();
        for (Path path : paths(folder)) {
            try (var text = Files.newBufferedReader(path)) {
                Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
                flows.add(Flow.of(String.valueOf(path.getFileName()), document));
            } catch (IOException | YAMLException | IllegalArgumentException wrong) {
                throw CommandFailure.usage(path + " is no Open Data Contract: " + reason(wrong), wrong);
            }
        }
        if (flows.isEmpty()) {
            throw CommandFailure.usage(folder + " holds no integration: name the folder of the registry's .yaml files");
        }
        return new Registry(flows);
    }

    /** The flows that name a connector as theirs, by its name. */
    public Map<String, List<Flow>> byConnector() {
        Map<String, List<Flow>> found = new TreeMap<>();
        flows.forEach(flow -> flow.connectors()
                .forEach(connector -> found.computeIfAbsent(connector, first -> new ArrayList<>())
                        .add(flow)));
        return found;
    }

    private static String reason(Exception wrong) {
        return wrong instanceof IOException
                ? "it can't be read"
                : String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    }

    private static List<Path> paths(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> path.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException missing) {
            throw CommandFailure.usage(folder + " can't be listed: is it there, and may you read it?", missing);
        }
    }
}
