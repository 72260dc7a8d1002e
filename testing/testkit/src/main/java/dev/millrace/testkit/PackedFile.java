package dev.millrace.testkit;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A file in a zip or a tar, with what an archive says about it. */
final class PackedFile {
    private static final int BLOCK = 512;

    private final byte[] content;
    private final LocalDateTime time;
    private final String owner;

    private PackedFile(byte[] content, LocalDateTime time, String owner) {
        this.content = content;
        this.time = time;
        this.owner = owner;
    }

    byte[] content() {
        return content;
    }

    /** As it stands in the archive: of no zone in a zip, UTC in a tar. */
    LocalDateTime time() {
        return time;
    }

    /** Names and numbers of user and group; empty in a zip. */
    String owner() {
        return owner;
    }

    /** The files of a zip, by path, in its order. */
    static Map<String, PackedFile> ofZip(byte[] zip) {
        Map<String, PackedFile> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), new PackedFile(in.readAllBytes(), entry.getTimeLocal(), ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The files of a compressed tar (POSIX ustar, with the long names of GNU and of pax), by path, in its order. */
    static Map<String, PackedFile> ofTarGz(byte[] tar) {
        Map<String, PackedFile> files = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(tar)))) {
            String longName = "";
            byte[] header = in.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                int size = octal(header, 124, 12);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                char type = (char) header[156];
                switch (type) {
                    case 'L' -> longName = field(content, 0, content.length);
                    case 'x' -> longName = paxPath(content);
                    default -> {
                        if (type == '0' || type == 0) {
                            files.put(longName.isEmpty() ? name(header) : longName, file(header, content));
                        }
                        longName = "";
                    }
                }
                header = in.readNBytes(BLOCK);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static PackedFile file(byte[] header, byte[] content) {
        String owner = field(header, 265, 32) + ":" + field(header, 297, 32) + " " + octal(header, 108, 8) + ":"
                + octal(header, 116, 8);
        return new PackedFile(content, LocalDateTime.ofEpochSecond(octal(header, 136, 12), 0, ZoneOffset.UTC), owner);
    }

    private static String name(byte[] header) {
        String prefix = field(header, 345, 155);
        return (prefix.isEmpty() ? "" : prefix + "/") + field(header, 0, 100);
    }

    private static String paxPath(byte[] content) {
        return field(content, 0, content.length)
                .lines()
                .filter(line -> line.contains(" path="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    private static int octal(byte[] header, int from, int length) {
        return (int) Long.parseLong("0" + field(header, from, length).strip(), 8);
    }

    private static String field(byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
