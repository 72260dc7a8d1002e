package dev.millrace.ops.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPathTest {

    private final Path folder;

    PluginPathTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path compiled(String name, String source) throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("plugins/stamp"));
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        plugin + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "-d",
                        plugin.toString(),
                        file.toString());
        assertThat(status).isZero();
        return folder.resolve("plugins");
    }

    @Test
    void runsAForeignTransformByItsOwnClassesAndConnectsApi() throws IOException {
        compiled("Helper", """
            package dev.millrace.ops.worker;
            public final class Helper { public static String origin() { return "plugin"; } }
            """);
        Path plugins = compiled("Stamp", """
            package com.example;
            import java.util.Map;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.connector.ConnectRecord;
            import org.apache.kafka.connect.transforms.Transformation;
            public class Stamp<R extends ConnectRecord<R>> implements Transformation<R> {
                public void configure(Map<String, ?> settings) {
                    if (!Thread.currentThread().getContextClassLoader().equals(getClass().getClassLoader())) {
                        throw new IllegalStateException("another loader");
                    }
                }
                public R apply(R record) {
                    record.headers().addString("origin", dev.millrace.ops.worker.Helper.origin());
                    return record;
                }
                public ConfigDef config() { return new ConfigDef(); }
                public void close() {}
            }
            """);
        Path config = Files.writeString(folder.resolve("config.json"), """
            {"connector.class": "x", "topic": "t", "format": "csv", "transforms": "s",
             "transforms.s.type": "com.example.Stamp"}
            """);
        Path sample = Files.writeString(folder.resolve("sample.csv"), "a,b\n1,2\n");

        Called called = Called.with(
                "preview",
                config.toString(),
                "--input",
                sample.toString(),
                "--plugin-path",
                plugins.toString(),
                "--show-values");

        assertThat(called.exitCode()).as(called.err()).isEqualTo(ExitCode.OK);
        assertThat(called.out()).contains("s (Stamp): changed", "+ headers.origin  string  plugin");
    }
}
