package dev.millrace.ops.preview;

import dev.millrace.feed.SampleReading;
import dev.millrace.kit.path.NearestName;
import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.ops.worker.PluginPath;
import dev.millrace.transforms.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * A configuration from outside, which is to be run in this process: it may read no file of this machine, load no class but
 * the transforms and predicates that this command brings, and ask no config provider. What would is refused.
 */
final class OutsideConfig {

    /** Options of formats that name files, with what takes their text instead. */
    static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("file.contract", ""),
            Map.entry("schema.file", "schema.fields"),
            Map.entry("fixed-width.layout.file", "fixed-width.layout"),
            Map.entry("edi.schemas", ""),
            Map.entry("edi.partners", ""),
            Map.entry("copybook.file", "copybook.text"),
            Map.entry("copybook.folders", "copybook.text"),
            Map.entry("copybook.sample.file", ""),
            Map.entry("layout.file", "layout.text"),
            Map.entry("layout.sample.file", ""));

    /** What unpacks and decrypts files: a sample is what comes out. */
    private static final Set<String> UNPACKING = Set.of("content.", "pgp.");

    private final ConnectorFile file;
    private final PluginPath own;
    private final List<Refusal> refusals = new ArrayList<>();

    private OutsideConfig(ConnectorFile file, PluginPath own) {
        this.file = file;
        this.own = own;
    }

    /**
     * What must be changed before it is run.
     *
     * @param own without folders of plugins
     */
    static List<Refusal> refusals(ConnectorFile file, PluginPath own) {
        OutsideConfig config = new OutsideConfig(file, own);
        config.ofTheFormat();
        config.ofPlugins("transforms", Transformation.class);
        config.ofPlugins("predicates", Predicate.class);
        return List.copyOf(config.refusals);
    }

    /** The same for samples that are unpacked and decrypted already. */
    static ConnectorFile unpacked(ConnectorFile file) {
        Map<String, String> settings = new TreeMap<>(file.settings());
        settings.keySet().removeIf(key -> UNPACKING.stream().anyMatch(key::startsWith));
        settings.put("content.compression", "none");
        settings.put("pgp.decrypt", "none");
        return new ConnectorFile(settings);
    }

    private void ofTheFormat() {
        ConfigDef definition = new ConfigDef();
        SampleReading.define(definition);
        for (String key : new TreeSet<>(definition.names())) {
            if (!file.get(key).isEmpty()) {
                if (FILES.containsKey(key)) {
                    String instead = FILES.getOrDefault(key, "");
                    refuse(key, aFile(instead));
                }
                refuseReference(key, file.get(key));
            }
        }
    }

    private void ofPlugins(String kind, Class<?> type) {
        for (String name : file.list(kind)) {
            String prefix = kind + "." + name + ".";
            String className = file.get(prefix + "type");
            if (!PluginPath.brought(type).contains(className)) {
                refuse(
                        prefix + "type",
                        "names " + (className.isEmpty() ? "no class" : className)
                                + "; the console runs what comes with it and with Kafka: preview others by the command,"
                                + " with --plugin-path");
            } else {
                ofPlugin(prefix, options(prefix, className, type));
            }
        }
    }

    private Set<String> options(String prefix, String className, Class<?> type) {
        Object plugin = own.create(prefix + "type", className, type);
        if (plugin instanceof Transformation<?> transform) {
            Set<String> names = new TreeSet<>(transform.config().names());
            names.addAll(Set.of("predicate", "negate"));
            transform.close();
            return names;
        }
        return Set.copyOf(((Predicate<?>) plugin).config().names());
    }

    /** Kafka's own reader of settings knows more keys than a plugin declares, some of which load classes (KIP-297). */
    private void ofPlugin(String prefix, Set<String> declared) {
        file.settings().forEach((key, value) -> {
            if (!key.startsWith(prefix) || key.equals(prefix + "type")) {
                return;
            }
            String option = key.substring(prefix.length());
            if (!declared.contains(option)) {
                refuse(
                        key,
                        "is unknown to it"
                                + NearestName.in(option, List.copyOf(declared))
                                        .map(meant -> "; did you mean " + meant + "?")
                                        .orElse(""));
            } else if (option.endsWith(".file") && !value.isBlank()) {
                refuse(key, aFile(prefix + option.substring(0, option.length() - ".file".length())));
            } else if (option.equals("mapping") && Mapping.readsFiles(value)) {
                refuse(
                        key,
                        "has lookups in files, of which the console reads none: write their values in the document");
            }
            refuseReference(key, value);
        });
    }

    private static String aFile(String instead) {
        return "names files of a worker, of which the console reads none: "
                + (instead.isEmpty() ? "leave it out here, or preview by the command" : "give the text in " + instead);
    }

    private void refuseReference(String key, String value) {
        Optional<String> reference = ConnectorFile.reference(value);
        reference.ifPresent(found ->
                refuse(key, "refers to " + found + ", which only a worker knows: put a sample value in its place"));
    }

    private void refuse(String key, String sentence) {
        refusals.add(new Refusal(key, sentence));
    }
}
