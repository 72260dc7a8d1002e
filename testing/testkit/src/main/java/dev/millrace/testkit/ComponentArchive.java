package dev.millrace.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The zip that a plugin module built, read whole, and where the files beside it are.
 *
 * @param name owner, name and version of the component, as its one folder and the zip are called
 * @param entries what the zip holds, files only, by path, in the zip's order
 * @param contents what each jar of {@code lib} holds, by its file name, sorted
 */
record ComponentArchive(
        String name, Map<String, PackedFile> entries, SortedMap<String, Map<String, PackedFile>> contents) {

    /** Reads the zip in {@code target} that the build's system property {@code millrace.component} names. */
    static ComponentArchive built() {
        String name = System.getProperty("millrace.component");
        Path zip = Path.of("target", name + ".zip");
        try {
            Map<String, PackedFile> entries = PackedFile.ofZip(Files.readAllBytes(zip));
            String lib = name + "/lib/";
            SortedMap<String, Map<String, PackedFile>> contents = new TreeMap<>();
            entries.forEach((path, file) -> {
                if (path.startsWith(lib)) {
                    contents.put(path.substring(lib.length()), PackedFile.ofZip(file.content()));
                }
            });
            return new ComponentArchive(name, entries, contents);
        } catch (IOException e) {
            throw new UncheckedIOException("no " + zip.toAbsolutePath() + ": run 'mvn verify'", e);
        }
    }

    /** The archive in this form, {@code zip} or {@code tar.gz}, or its checksum, {@code zip.sha512}. */
    byte[] packed(String form) throws IOException {
        return Files.readAllBytes(Path.of("target", name + "." + form));
    }

    boolean has(String path) {
        return entries.containsKey(name + "/" + path);
    }

    byte[] bytes(String path) {
        PackedFile file = entries.get(name + "/" + path);
        return file == null ? new byte[0] : file.content();
    }

    String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** The paths below the one folder. */
    Set<String> paths() {
        return entries.keySet().stream()
                .map(path -> path.substring(path.indexOf('/') + 1))
                .collect(Collectors.toSet());
    }

    /** The file names in {@code lib}, sorted. */
    List<String> jars() {
        return List.copyOf(contents.keySet());
    }

    /** The jars of the component itself and of its kits, sorted: they bear its version. */
    List<String> ownJars() {
        String version = "-" + JsonDocument.object(bytes("manifest.json")).get("version") + ".jar";
        return jars().stream().filter(jar -> jar.endsWith(version)).toList();
    }

    Map<String, PackedFile> jar(String file) {
        return contents.getOrDefault(file, Map.of());
    }

    /** The texts that files of this name have in the jars of {@code lib}, in the order of the jars. */
    List<String> inJars(String path) {
        List<String> found = new ArrayList<>();
        for (String jar : jars()) {
            PackedFile file = jar(jar).get(path);
            if (file != null) {
                found.add(new String(file.content(), StandardCharsets.UTF_8));
            }
        }
        return List.copyOf(found);
    }
}
