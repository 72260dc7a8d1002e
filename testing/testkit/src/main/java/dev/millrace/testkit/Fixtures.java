package dev.millrace.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the shared sample files, which live beside the repository and may be missing. */
public final class Fixtures {
    /** The system property that names their folder; the build sets it. */
    public static final String PROPERTY = "millrace.fixtures";

    private Fixtures() {}

    /** A folder of samples; when it is missing, the test is skipped with a message that says so. */
    public static Path folder(String name) {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            return abort("skipped: the system property " + PROPERTY + " does not name the folder of fixtures");
        }
        Path folder = Path.of(root, name).normalize();
        return Files.isDirectory(folder) ? folder : abort("skipped: the fixtures folder " + folder + " does not exist");
    }
}
