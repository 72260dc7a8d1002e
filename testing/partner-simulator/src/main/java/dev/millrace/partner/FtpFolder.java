package dev.millrace.partner;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpFile;

/** One session's view of the served folder: names are taken as they are. For one session's thread. */
final class FtpFolder implements FileSystemView {

    private final Path root;
    private final ServedBytes served;
    private final FtpFaults faults;
    private final Runnable cut;
    private String working = "/";

    FtpFolder(Path root, ServedBytes served, FtpFaults faults, Runnable cut) {
        this.root = root;
        this.served = served;
        this.faults = faults;
        this.cut = cut;
    }

    @Override
    public FtpFile getHomeDirectory() {
        return at("/");
    }

    @Override
    public FtpFile getWorkingDirectory() {
        return at(working);
    }

    @Override
    public boolean changeWorkingDirectory(String folder) {
        FtpFile wanted = getFile(folder);
        if (!wanted.isDirectory() || !wanted.isReadable()) {
            return false;
        }
        working = wanted.getAbsolutePath();
        return true;
    }

    @Override
    public FtpFile getFile(String name) {
        Deque<String> parts = new ArrayDeque<>();
        String whole = name.startsWith("/") ? name : working + "/" + name;
        for (String part : whole.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return at("/" + String.join("/", parts));
    }

    private FtpFile at(String path) {
        return new FtpServedFile(root, path, served, faults, cut);
    }

    @Override
    public boolean isRandomAccessible() {
        return true;
    }

    @Override
    public void dispose() {
        // Nothing is held.
    }
}
