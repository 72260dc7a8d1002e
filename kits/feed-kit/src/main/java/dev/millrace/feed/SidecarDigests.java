package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the digests that stand beside files: the digits alone, or as {@code sha256sum} and BSD write them. */
final class SidecarDigests {

    static final String UNREADABLE = "digest-unreadable";
    private static final int MOST_BYTES = 64 << 10;
    private static final Pattern DIGITS_FIRST = Pattern.compile("\\\\?(\\p{XDigit}+)(?:[ \\t]+\\*?(.+))?");
    private static final Pattern DIGITS_LAST = Pattern.compile("[\\w-]+ ?\\((.+)\\) ?= ?(\\p{XDigit}+)");

    private final FileStore store;
    private final ReadinessSettings.Checksum checksum;

    SidecarDigests(FileStore store, ReadinessSettings settings) {
        this.store = store;
        this.checksum = settings.checksum();
    }

    /**
     * The digest beside a file; empty when none is asked for.
     *
     * @throws ConnectorFailure REJECTED when there is none that can be read
     */
    Optional<ExpectedDigest> read(FileIdentity file) {
        return checksum.sidecar().map(template -> {
            String path = template.beside(file.path());
            byte[] content = content(path);
            if (content.length > MOST_BYTES) {
                throw unreadable(path, "it is larger than " + MOST_BYTES + " bytes");
            }
            List<String> lines = new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace("\uFEFF", "").trim())
                    .filter(line -> !line.isEmpty())
                    .toList();
            try {
                return new ExpectedDigest(checksum.algorithm(), hex(lines, file.name()));
            } catch (IllegalArgumentException wrong) {
                throw unreadable(path, String.valueOf(wrong.getMessage()));
            }
        });
    }

    /** The digits of the line that names the file, or of the only line. */
    private static String hex(List<String> lines, String name) {
        String only = "";
        for (String line : lines) {
            Matcher first = DIGITS_FIRST.matcher(line);
            Matcher last = DIGITS_LAST.matcher(line);
            boolean isFirst = first.matches();
            if (!isFirst && !last.matches()) {
                continue;
            }
            String hex = isFirst ? first.group(1) : last.group(2);
            String named = isFirst ? first.group(2) : last.group(1);
            if (named != null && named.substring(named.lastIndexOf('/') + 1).equals(name)) {
                return hex;
            }
            only = hex;
        }
        if (lines.size() != 1) {
            throw new IllegalArgumentException("it holds " + lines.size() + " lines, none for this file");
        }
        return only;
    }

    private byte[] content(String path) {
        try (InputStream bytes = store.open(path, 0)) {
            return bytes.readNBytes(MOST_BYTES + 1);
        } catch (IOException failed) {
            throw new ConnectorFailure(
                    FailureKind.TRANSIENT, "digest-unread", store.id() + path + ": reading the digest failed", failed);
        }
    }

    private ConnectorFailure unreadable(String path, String why) {
        return new ConnectorFailure(
                FailureKind.REJECTED,
                UNREADABLE,
                store.id() + path + " holds no " + checksum.algorithm() + " digest: " + why);
    }
}
