package dev.millrace.sftp;

import dev.millrace.feed.store.FolderVisitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPFileEntryParser;
import org.apache.commons.net.io.CRLFLineReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a listing line by line from its data connection, and keeps none of it but the links. */
final class FtpListing {

    private static final Logger LOG = LoggerFactory.getLogger(FtpListing.class);

    private final FtpControl control;
    private final Deadline deadline;
    private int unreadable;

    FtpListing(FtpControl control, Deadline deadline) {
        this.control = control;
        this.deadline = deadline;
    }

    /** Shows each entry of the working folder. */
    void read(InputStream in, Consumer<FtpEntry> taker) throws IOException {
        BufferedReader lines = control.machineListings()
                ? new CRLFLineReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))
                : new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        while (true) {
            String line = control.machineListings() ? lines.readLine() : nextEntry(lines);
            if (line == null) {
                break;
            }
            deadline.begins();
            Optional<FtpEntry> entry =
                    control.machineListings() ? FtpEntry.ofFacts(control.text(line)) : listed(control, line);
            entry.ifPresent(taker);
            if (entry.isEmpty() && !line.isBlank() && !line.startsWith("total ")) {
                unreadable++;
            }
        }
        if (unreadable > 0) {
            LOG.warn(
                    "{} lines of a listing say no type, size or time that can be read; their files are not seen",
                    unreadable);
        }
    }

    /** Shows the files and folders and tells the links, of which a listing says nothing that helps. */
    List<String> show(InputStream in, String folder, FolderVisitor visitor) throws IOException {
        List<String> links = new ArrayList<>();
        read(in, entry -> {
            String path = ServerPath.inside(folder, entry.name());
            switch (entry.type()) {
                case FILE -> visitor.file(entry.at(path));
                case FOLDER -> {
                    if (!entry.name().matches("\\.\\.?")) {
                        visitor.folder(path, false);
                    }
                }
                case LINK -> links.add(path);
                case OTHER -> {}
            }
        });
        return links;
    }

    private @Nullable String nextEntry(BufferedReader lines) throws IOException {
        return control.listEntries().readNextEntry(lines);
    }

    /** What a line of LIST says. */
    static Optional<FtpEntry> listed(FtpControl control, String line) {
        FTPFileEntryParser parser = control.listEntries();
        FTPFile file = parser.parseFTPEntry(control.text(line));
        return file == null || file.getName() == null ? Optional.empty() : FtpEntry.ofList(file, file.getName());
    }
}
