package dev.millrace.transforms.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of spec/mapping/*.yaml: a document's fields, a record, and what comes of it. */
record MappingSpec(String file, Map<String, Object> text) {

    static Stream<MappingSpec> of(String file) {
        try (InputStream in = Objects.requireNonNull(MappingSpec.class.getResourceAsStream("/spec/mapping/" + file))) {
            List<MappingSpec> specs = new ArrayList<>();
            for (Object one : (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(in)) {
                Map<String, Object> text = new LinkedHashMap<>();
                ((Map<?, ?>) one).forEach((key, value) -> text.put((String) key, value == null ? "null" : value));
                specs.add(new MappingSpec(file, text));
            }
            return specs.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document: the case's own text, or one around its fields. */
    String document() {
        if (text.containsKey("document")) {
            return (String) Objects.requireNonNull(text.get("document"));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", "case");
        document.put("version", "1");
        for (String key : List.of("fields", "lookups", "remove", "target")) {
            if (text.containsKey(key)) {
                document.put(key, Objects.requireNonNull(text.get(key)));
            }
        }
        return new Yaml().dump(document);
    }

    /** What the transform is told beside the document. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        if (text.get("options") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
        }
        return options;
    }

    /** What it is only about: map or struct; both otherwise. */
    boolean isAbout(String kind) {
        return !text.containsKey("only") || kind.equals(text.get("only"));
    }

    @Nullable
    Object record() {
        return SpecValues.read(text.get("record"));
    }

    @Nullable
    Object gives() {
        return text.get("gives");
    }

    /** The code of the failure, with the rule and the path in front where the case gives them. */
    String fails() {
        return String.valueOf(text.get("fails"));
    }

    List<?> faults() {
        return (List<?>) Objects.requireNonNull(text.get("faults"));
    }

    @Override
    public String toString() {
        return text.get("name") + " (" + file + ")";
    }
}
