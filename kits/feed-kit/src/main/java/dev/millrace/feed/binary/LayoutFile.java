package dev.millrace.feed.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads layouts from the worker's disk. */
final class LayoutFile {

    private static final long MOST_BYTES = 4 << 20;
    private static final Pattern MEMBER = Pattern.compile("([A-Z0-9#@$_-]{1,64}/)?[A-Z0-9#@$_-]{1,64}");
    private static final List<String> SUFFIXES = List.of("", ".cpy", ".cob", ".cbl", ".copy", ".txt");

    private LayoutFile() {}

    /** The text of a file, in UTF-8 or, where it is none, in ISO-8859-1. */
    static String read(String key, String file) throws BadOption {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_BYTES) {
                throw new BadOption(key, file + " is larger than a layout can be");
            }
            return text(Files.readAllBytes(path));
        } catch (IOException | InvalidPathException missing) {
            throw new BadOption(key, file + " can't be read on this worker; put it there, readable for the worker");
        }
    }

    /** A member by its name in upper case, maybe with its library in front; the first folder that has it wins. */
    static Optional<String> member(List<String> folders, String name) {
        if (!MEMBER.matcher(name).matches()) {
            return Optional.empty();
        }
        for (String folder : folders) {
            for (String suffix : SUFFIXES) {
                for (String written : List.of(name, name.toLowerCase(Locale.ROOT))) {
                    Optional<String> found = tried(folder, written + suffix)
                            .or(() -> tried(folder, written + suffix.toUpperCase(Locale.ROOT)));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> tried(String folder, String name) {
        try {
            Path path = Path.of(folder, name);
            return Files.isRegularFile(path) && Files.size(path) <= MOST_BYTES
                    ? Optional.of(text(Files.readAllBytes(path)))
                    : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
