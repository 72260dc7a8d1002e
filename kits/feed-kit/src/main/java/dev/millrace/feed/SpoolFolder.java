package dev.millrace.feed;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where one task keeps files while it checks them. What a crash left there goes at the next start, this task's
 * files alone. Belongs to the reading thread.
 */
final class SpoolFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);

    static final String FULL = "spool-full";

    private static final int REMEMBERED = 1_000;

    private final Optional<Path> folder;
    private final long maxBytes;
    private final String prefix;
    private final Set<FileIdentity> tooLarge = new HashSet<>();

    SpoolFolder(SpoolSettings settings, String connector, int task) {
        this.folder = settings.folder();
        this.maxBytes = settings.maxBytes();
        this.prefix =
                "millrace-" + HexFormat.of().formatHex(connector.getBytes(StandardCharsets.UTF_8)) + "-" + task + "-";
    }

    boolean isPresent() {
        return folder.isPresent();
    }

    /** Deletes what an earlier run left. */
    void clean() {
        if (folder.isEmpty()) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder.get(), prefix + "*.spool")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            LOG.warn("{}: what an earlier run left can't be deleted: {}", folder.get(), failed.getMessage());
        }
    }

    /**
     * A new empty spool; nobody else may read its file.
     *
     * @param atLeast how many bytes will come for sure
     */
    Spool create(FileIdentity file, long atLeast) {
        String source = file.subject();
        Path in = folder.orElseThrow(() -> new ConnectorFailure(
                FailureKind.MISCONFIGURED, "spool-missing", source + " must be checked first: set spool.dir"));
        if (atLeast > maxBytes || tooLarge.contains(file)) {
            throw full(source, "has more than spool.max.bytes=" + maxBytes);
        }
        try {
            return new Spool(Files.createTempFile(in, prefix, ".spool"), source, maxBytes, () -> tooLarge(file));
        } catch (IOException failed) {
            throw full(
                    source, "can't be kept in " + in + " (" + failed.getClass().getSimpleName() + ")");
        }
    }

    /** It is not transferred again for nothing. */
    private void tooLarge(FileIdentity file) {
        if (tooLarge.size() >= REMEMBERED) {
            tooLarge.clear();
        }
        tooLarge.add(file);
    }

    static ConnectorFailure full(String source, String why) {
        return new ConnectorFailure(
                FailureKind.REJECTED, FULL, source + " " + why + ", so it can't be checked before its records leave");
    }
}
