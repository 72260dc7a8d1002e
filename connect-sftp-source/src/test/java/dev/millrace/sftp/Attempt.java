package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** One try to connect and to list {@code /in}. */
final class Attempt {

    private Attempt() {}

    /** Null when all went well. No failure and none of its causes holds a secret. */
    static @Nullable ConnectorFailure failure(Map<String, String> configuration) {
        try (FileStore store = new SftpFileStore(Configurations.settings(configuration))) {
            return failure(store, configuration);
        }
    }

    static @Nullable ConnectorFailure failure(FileStore store, Map<String, String> configuration) {
        Throwable thrown = catchThrowable(() -> store.list("/in", file -> {}));
        ConfigDef definition = SftpSourceSettings.definition();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            configuration.forEach((key, value) -> {
                if (Objects.requireNonNull(definition.configKeys().get(key)).type == ConfigDef.Type.PASSWORD) {
                    assertThat(message).doesNotContain(value);
                }
            });
        }
        return (ConnectorFailure) thrown;
    }

    static ConnectorFailure fails(Map<String, String> configuration, FailureKind kind, String code) {
        ConnectorFailure failure = Objects.requireNonNull(failure(configuration), "it went well");
        assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(code);
        assertThat(failure.kind()).isEqualTo(kind);
        return failure;
    }

    static void works(Map<String, String> configuration) {
        ConnectorFailure failure = failure(configuration);
        assertThat(failure)
                .as("%s", failure == null ? "" : String.valueOf(failure.getMessage()))
                .isNull();
    }
}
