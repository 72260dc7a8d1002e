package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.sftp.client.SftpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sizes the suite promises; the ordinary build runs the share {@code millrace.scale} of them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SftpVolumeTest {

    private static final double SCALE = Double.parseDouble(System.getProperty("millrace.scale", "0.05"));

    @Test
    void servesTenThousandSmallFilesInOneSession(@TempDir Path folder) throws IOException {
        int files = (int) (10_000 * SCALE);
        for (int file = 0; file < files; file++) {
            Files.writeString(folder.resolve(file + ".csv"), "id\n" + file + "\n");
        }

        try (SftpPartner partner = SftpPartner.start(folder);
                SftpVisitor visitor = new SftpVisitor();
                SftpClient sftp = visitor.open(partner)) {
            List<String> names = SftpVisitor.list(sftp, "/");
            for (String name : names) {
                SftpVisitor.read(sftp, "/" + name);
            }

            assertThat(names).hasSize(files);
            assertThat(partner.sessions()).isEqualTo(1);
            assertThat(names).allMatch(name -> partner.readStarts("/" + name).equals(List.of(0L)));
        }
    }

    @Test
    void servesAGigabyteOnce(@TempDir Path folder) throws IOException {
        long size = (long) (1_000_000_000 * SCALE);
        byte[] block = new byte[1_000_000];
        try (OutputStream out = Files.newOutputStream(folder.resolve("large.bin"))) {
            for (long left = size; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        }

        try (SftpPartner partner = SftpPartner.start(folder);
                SftpVisitor visitor = new SftpVisitor();
                SftpClient sftp = visitor.open(partner);
                InputStream in = sftp.read("/large.bin")) {
            long arrived = in.transferTo(OutputStream.nullOutputStream());

            assertThat(arrived).isEqualTo(size);
            assertThat(partner.bytesRead("/large.bin")).isEqualTo(size);
        }
    }
}
