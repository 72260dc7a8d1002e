package dev.millrace.sftp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.net.ftp.FTPReply;

/** Looks at one path, with the size and time that a listing shows of it. */
final class FtpLook {

    /** Servers expand these in the arguments of MLST and LIST, or cut them off. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[*?\\[\\]{}\\\\~]|^[ -]| $|^\\s|\\s$");

    /** RFC 3659, 7.2 puts a blank before the facts; some servers the code of the reply. */
    private static final Pattern CODE = Pattern.compile("^(\\d{3}[ -])? *");

    /** Finds a name in the listing of a folder. */
    @FunctionalInterface
    interface Search {
        Optional<FtpEntry> in(String folder, String name) throws IOException;
    }

    private FtpLook() {}

    /** What is at the path; empty when nothing is. */
    static Optional<FtpEntry> at(FtpControl control, String path, Search search) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String folder = ServerPath.above(path);
        if (name.isEmpty()) {
            return Optional.of(new FtpEntry(FtpEntry.Type.FOLDER, "", 0, 0));
        }
        if (NOT_PLAIN.matcher(name).find() || NOT_PLAIN.matcher(folder).find()) {
            return search.in(folder, name);
        }
        return control.machineListings() ? machineLook(control, path) : oldLook(control, path, folder, name, search);
    }

    /**
     * What a link leads to: MLST (RFC 3659, 7) where it says so, else what SIZE and MDTM say of a file; empty when that is
     * nothing.
     */
    static Optional<FtpEntry> behind(FtpControl control, String link) throws IOException {
        if (control.machineListings()) {
            Optional<FtpEntry> told = machineLook(control, link).filter(entry -> entry.type() != FtpEntry.Type.LINK);
            if (told.isPresent()) {
                return told;
            }
        }
        if (FTPReply.isPositiveCompletion(control.ask("CWD", link))) {
            return Optional.of(new FtpEntry(FtpEntry.Type.FOLDER, link, 0, 0));
        }
        if (control.ask("SIZE", link) != FTPReply.FILE_STATUS) {
            return Optional.empty();
        }
        String size = control.getReplyString().substring(4).trim();
        if (control.ask("MDTM", link) != FTPReply.FILE_STATUS || !size.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return FtpEntry.time(control.getReplyString().substring(4))
                .map(time -> new FtpEntry(FtpEntry.Type.FILE, link, Long.parseLong(size), time));
    }

    private static Optional<FtpEntry> machineLook(FtpControl control, String path) throws IOException {
        int code = control.ask("MLST", path);
        if (!FTPReply.isPositiveCompletion(code)) {
            return notThere(control, code);
        }
        for (String line : control.getReplyStrings()) {
            Optional<FtpEntry> told =
                    FtpEntry.ofFacts(control.text(CODE.matcher(line).replaceFirst("")));
            if (told.isPresent()) {
                return told;
            }
        }
        throw new IOException("the server answers MLST without facts");
    }

    /**
     * The same line of LIST that the folder's listing has. A folder shows its files instead, and some servers show nothing
     * for a single file: SIZE tells whether there is one.
     */
    private static Optional<FtpEntry> oldLook(
            FtpControl control, String path, String folder, String name, Search search) throws IOException {
        if (FTPReply.isPositiveCompletion(control.ask("CWD", path))) {
            return Optional.of(new FtpEntry(FtpEntry.Type.FOLDER, name, 0, 0));
        }
        Optional<FtpEntry> line = line(control, path, name);
        if (line.isPresent()) {
            return line;
        }
        int code = control.ask("SIZE", path);
        return code == FTPReply.FILE_UNAVAILABLE ? Optional.empty() : search.in(folder, name);
    }

    private static Optional<FtpEntry> line(FtpControl control, String path, String name) throws IOException {
        Socket data = control.transfer("LIST", path, 0);
        if (data == null) {
            return Optional.empty();
        }
        Optional<FtpEntry> found = Optional.empty();
        try (data;
                InputStream in = data.getInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<FtpEntry> entry = FtpListing.listed(control, line);
                if (entry.filter(seen -> seen.name().equals(name) || seen.name().equals(path))
                        .isPresent()) {
                    found = entry;
                }
            }
        }
        int unused = control.answer();
        return found;
    }

    private static Optional<FtpEntry> notThere(FtpControl control, int code) throws IOException {
        if (code == FTPReply.FILE_UNAVAILABLE
                || code == FTPReply.FILE_ACTION_NOT_TAKEN
                || code == FTPReply.FILE_NAME_NOT_ALLOWED
                || code == FTPReply.SYNTAX_ERROR_IN_ARGUMENTS) {
            return Optional.empty();
        }
        throw new IOException("the server refuses to tell about a file (" + control.text() + ")");
    }
}
