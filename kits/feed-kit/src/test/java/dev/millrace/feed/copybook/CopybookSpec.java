package dev.millrace.feed.copybook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of the YAML files in {@code spec/copybook}. */
record CopybookSpec(String file, Map<String, Object> fields) {

    static Stream<CopybookSpec> all() {
        URL folder = Objects.requireNonNull(CopybookSpec.class.getResource("/spec/copybook"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().flatMap(CopybookSpec::in).toList().stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the cases can't be listed", e);
        }
    }

    private static Stream<CopybookSpec> in(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            List<CopybookSpec> cases = new ArrayList<>();
            List<?> list = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            for (Object each : list) {
                Map<String, Object> fields = new LinkedHashMap<>();
                ((Map<?, ?>) each).forEach((key, value) -> fields.put(String.valueOf(key), value));
                cases.add(new CopybookSpec(String.valueOf(file.getFileName()), fields));
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Texts in short form, {@code entries}, stand in the columns of fixed format. */
    String text() {
        if (fields.get("entries") instanceof String entries) {
            return entries.lines().map(line -> "       " + line + "\n").reduce("", String::concat);
        }
        return text("text");
    }

    String text(String key) {
        return fields.get(key) instanceof String text ? text : "";
    }

    List<String> list(String key) {
        return fields.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    CopybookOptions options() {
        Map<String, String> options = map("options");
        Map<String, String> members = map("members");
        Dialect dialect = Dialect.IBM
                .with(choice(Dialect.DecimalPoint.class, options, "decimal", Dialect.DecimalPoint.AUTO))
                .with(
                        choice(Dialect.BinarySizes.class, options, "binaries", Dialect.BinarySizes.TWO_FOUR_EIGHT),
                        choice(Dialect.WideBinaries.class, options, "wide", Dialect.WideBinaries.REFUSED))
                .withPointerBytes(Integer.parseInt(options.getOrDefault("pointer", "4")))
                .withNationalSymbol(!options.getOrDefault("nsymbol", "national").equals("dbcs"));
        if (options.containsKey("native")) {
            dialect = dialect.withNativeOrder(ByteOrder.LITTLE_ENDIAN);
        }
        return CopybookOptions.DEFAULT
                .with(new Columns(
                        choice(ReferenceFormat.class, options, "format", ReferenceFormat.AUTO),
                        Integer.parseInt(options.getOrDefault("first", "0")),
                        Integer.parseInt(options.getOrDefault("last", "0"))))
                .with(dialect)
                .withDebuggingLines(options.containsKey("debugging"))
                .withReplacing(options.getOrDefault("replacing", ""))
                .withTags(map("tags"))
                .withRecordName(options.getOrDefault("record", "RECORD"))
                .withMembers(name -> Optional.ofNullable(members.get(name)));
    }

    private static <E extends Enum<E>> E choice(Class<E> type, Map<String, String> options, String key, E standard) {
        return options.containsKey(key)
                ? Enum.valueOf(type, options.getOrDefault(key, "").toUpperCase(Locale.ROOT))
                : standard;
    }

    private Map<String, String> map(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        if (fields.get(key) instanceof Map<?, ?> written) {
            written.forEach((name, value) -> map.put(String.valueOf(name), String.valueOf(value)));
        }
        return map;
    }

    @Override
    public String toString() {
        return file + ": " + fields.get("name");
    }
}
