package dev.millrace.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The zip that a plugin module built, read whole.
 *
 * @param name owner, name and version of the component, as its one folder and the zip are called
 * @param entries what the zip holds, files only, by path
 */
record ComponentArchive(String name, SortedMap<String, byte[]> entries) {

    /** Reads the zip in {@code target} that the build's system property {@code millrace.component} names. */
    static ComponentArchive built() {
        String name = System.getProperty("millrace.component");
        Path zip = Path.of("target", name + ".zip");
        try {
            return new ComponentArchive(name, unzip(Files.readAllBytes(zip)));
        } catch (IOException e) {
            throw new UncheckedIOException("no " + zip.toAbsolutePath() + ": run 'mvn verify'", e);
        }
    }

    String text(String path) {
        return new String(entries.getOrDefault(name + "/" + path, new byte[0]), StandardCharsets.UTF_8);
    }

    /** The file names in {@code lib}, sorted. */
    List<String> jars() {
        String lib = name + "/lib/";
        return entries.keySet().stream()
                .filter(path -> path.startsWith(lib))
                .map(path -> path.substring(lib.length()))
                .toList();
    }

    /** The texts that files of this name have in the jars of {@code lib}, in the order of the jars. */
    List<String> inJars(String path) {
        List<String> found = new ArrayList<>();
        for (String jar : jars()) {
            Map<String, byte[]> content = unzip(entries.getOrDefault(name + "/lib/" + jar, new byte[0]));
            if (content.containsKey(path)) {
                found.add(new String(content.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8));
            }
        }
        return List.copyOf(found);
    }

    private static SortedMap<String, byte[]> unzip(byte[] zip) {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
