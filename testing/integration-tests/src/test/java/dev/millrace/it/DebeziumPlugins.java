package dev.millrace.it;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Debezium's plugin folders as the build assembled them. */
final class DebeziumPlugins {

    static final Path ROOT = Path.of(System.getProperty("millrace.root"), "apps", "debezium");
    static final List<String> MODULES = List.of("postgres", "mysql", "jdbc");

    private DebeziumPlugins() {}

    /** The entries for a worker's {@code plugin.path}. */
    static List<Path> folders() {
        return Stream.of("postgres", "mysql", "jdbc")
                .map(module -> ROOT.resolve(module).resolve("target/plugins"))
                .toList();
    }
}
