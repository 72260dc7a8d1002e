package dev.millrace.sftp;

import dev.millrace.feed.store.StoredFile;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.net.ftp.FTPFile;

/**
 * One line of a listing.
 *
 * @param size in bytes; of files only
 * @param modified in milliseconds since 1970 UTC; of files only
 */
record FtpEntry(Type type, String name, long size, long modified) {

    /** What an entry is. */
    enum Type {
        FILE,
        FOLDER,
        /** Leads to a file, a folder or nowhere. */
        LINK,
        /** A device, or the listed folder itself. */
        OTHER
    }

    /** RFC 3659, 2.3: seconds, then any number of digits of their fraction. */
    private static final Pattern TIME =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:\\.(\\d{1,9})\\d*)?");

    StoredFile at(String path) {
        return new StoredFile(path, size, modified);
    }

    /**
     * Reads a line of MLSD or MLST (RFC 3659, 7.2): facts, a blank, the name as it is.
     *
     * @return empty when the line is none, or says neither size nor time of a file
     */
    static Optional<FtpEntry> ofFacts(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        Map<String, String> facts = new HashMap<>();
        for (String fact : line.substring(0, blank).split(";", -1)) {
            int equals = fact.indexOf('=');
            if (equals > 0) {
                facts.put(fact.substring(0, equals).toLowerCase(Locale.ROOT), fact.substring(equals + 1));
            }
        }
        String name = line.substring(blank + 1);
        return switch (type(facts.getOrDefault("type", ""))) {
            case FILE -> file(name, facts);
            case FOLDER -> Optional.of(new FtpEntry(Type.FOLDER, name, 0, 0));
            case LINK -> Optional.of(new FtpEntry(Type.LINK, name, 0, 0));
            case OTHER ->
                facts.containsKey("type") ? Optional.of(new FtpEntry(Type.OTHER, name, 0, 0)) : Optional.empty();
        };
    }

    private static Optional<FtpEntry> file(String name, Map<String, String> facts) {
        String size = facts.getOrDefault("size", "");
        Optional<Long> modified = time(facts.getOrDefault("modify", ""));
        return size.matches("\\d{1,18}") && modified.isPresent()
                ? Optional.of(new FtpEntry(Type.FILE, name, Long.parseLong(size), modified.get()))
                : Optional.empty();
    }

    private static Type type(String told) {
        String type = told.toLowerCase(Locale.ROOT);
        if (type.equals("file")) {
            return Type.FILE;
        }
        if (type.equals("dir")) {
            return Type.FOLDER;
        }
        return type.startsWith("os.unix=slink") || type.startsWith("os.unix=symlink") ? Type.LINK : Type.OTHER;
    }

    /** Reads a time of RFC 3659, which is UTC; to the millisecond. */
    static Optional<Long> time(String told) {
        Matcher parts = TIME.matcher(told.trim());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime seconds = LocalDateTime.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    Integer.parseInt(parts.group(4)),
                    Integer.parseInt(parts.group(5)),
                    // A leap second counts as the one before it.
                    Math.min(59, Integer.parseInt(parts.group(6))));
            String fraction = parts.group(7) == null ? "0" : parts.group(7);
            long millis = Long.parseLong((fraction + "00").substring(0, 3));
            return Optional.of(seconds.toInstant(ZoneOffset.UTC).toEpochMilli() + millis);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Takes an entry of LIST as the library read it; empty when it has no time. */
    static Optional<FtpEntry> ofList(FTPFile file, String name) {
        if (file.isSymbolicLink()) {
            return Optional.of(new FtpEntry(Type.LINK, name, 0, 0));
        }
        if (file.isDirectory()) {
            return Optional.of(new FtpEntry(Type.FOLDER, name, 0, 0));
        }
        if (!file.isFile()) {
            return Optional.of(new FtpEntry(Type.OTHER, name, 0, 0));
        }
        return file.getTimestamp() == null || file.getSize() < 0
                ? Optional.empty()
                : Optional.of(new FtpEntry(
                        Type.FILE, name, file.getSize(), file.getTimestamp().getTimeInMillis()));
    }
}
