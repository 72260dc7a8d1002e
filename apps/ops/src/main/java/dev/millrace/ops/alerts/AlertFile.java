package dev.millrace.ops.alerts;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the file of rules and channels; docs/guides/alerts.md describes it. */
final class AlertFile {

    private AlertFile() {}

    /**
     * Reads the file.
     *
     * @throws CommandFailure naming the key that is wrong
     */
    static AlertSettings read(Path path) {
        Part root = new Part(path.toString(), "", document(path));
        Map<String, Supplier<Channel>> channels = new LinkedHashMap<>();
        ChannelReader channelReader = new ChannelReader(path);
        for (Part part : root.parts("channels")) {
            String name = part.need("name");
            if (channels.put(name, channelReader.read(name, part)) != null) {
                throw part.wrong("name", "is that of another channel: " + name);
            }
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        RuleReader ruleReader = new RuleReader(channels.keySet());
        for (Part part : root.parts("rules")) {
            Rule rule = ruleReader.read(part);
            if (!names.add(rule.name())) {
                throw part.wrong("name", "is that of another rule: " + rule.name());
            }
            rules.add(rule);
        }
        if (rules.isEmpty()) {
            throw root.wrong("rules", "is missing: list at least one rule");
        }
        String console = root.made("console", "address such as https://console.example.com", AlertFile::address)
                .orElse("");
        String runbooks = root.made("runbooks", "address such as https://wiki.example.com/", AlertFile::address)
                .orElse("");
        root.nothingElse();
        return new AlertSettings(rules, List.copyOf(channels.values()), console, runbooks);
    }

    private static Object document(Path path) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        try (var text = Files.newBufferedReader(path)) {
            Object document = new Yaml(
                            new SafeConstructor(options), new Representer(unused), unused, options, new Texts())
                    .load(text);
            return document == null ? "" : document;
        } catch (IOException unreadable) {
            throw CommandFailure.usage(
                    path + " can't be read: " + unreadable.getClass().getSimpleName(), unreadable);
        } catch (YAMLException wrong) {
            throw CommandFailure.usage(
                    path + " is no YAML: "
                            + String.valueOf(wrong.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    wrong);
        }
    }

    /** Leaves scalars as they are written: YAML 1.1 would take 18:00 for the number 1080. */
    private static final class Texts extends Resolver {

        @Override
        protected void addImplicitResolvers() {}
    }

    private static String address(String text) {
        if (!text.matches("https?://\\S+")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
