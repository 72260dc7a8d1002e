package dev.millrace.feed.edi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An interchange of the folder that the property {@code millrace.fixtures} names, and what is known of it. */
record EdiFixture(Path folder, Map<?, ?> facts) {

    static Optional<Path> root() {
        return Optional.ofNullable(System.getProperty("millrace.fixtures"))
                .map(root -> Path.of(root).resolve("edi"))
                .filter(Files::isDirectory);
    }

    static List<EdiFixture> all(Path root) {
        try (Stream<Path> files = Files.walk(root, 3)) {
            return files.filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .map(EdiFixture::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EdiFixture of(Path file) {
        try {
            Object facts = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return new EdiFixture(file.resolveSibling(""), (Map<?, ?>) facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() throws IOException {
        return Files.readAllBytes(folder.resolve("input.edi"));
    }

    boolean valid() {
        return Boolean.TRUE.equals(facts.get("valid"));
    }

    List<String> problems() {
        return ((List<?>) Optional.ofNullable(facts.get("problems")).orElseThrow())
                .stream().map(String::valueOf).toList();
    }

    long count(String name) {
        return ((Number) Optional.ofNullable(facts.get(name)).orElseThrow()).longValue();
    }

    /** Interchanges, groups, transaction sets, segments. */
    List<Long> counts() {
        return List.of(count("interchanges"), count("functionalGroups"), count("transactionSets"), count("segments"));
    }

    @Override
    public String toString() {
        return folder.getName(folder.getNameCount() - 1).toString();
    }
}
