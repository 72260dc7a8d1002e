package dev.millrace.transforms.mapping;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file can't be read. */
final class LookupFault {

    private LookupFault() {}

    /** What stands behind the name of the file in a sentence. */
    static String sentence(IOException wrong) {
        if (wrong instanceof NoSuchFileException) {
            return "is not there";
        }
        if (wrong instanceof FileSystemException) {
            return "can't be read (" + wrong.getClass().getSimpleName() + ")";
        }
        return String.valueOf(wrong.getMessage());
    }
}
