package dev.millrace.sftp;

/** The task on a plain FTP server. */
final class FtpSourceTaskTest extends StoreTaskContract {
    @Override
    StoreUnderTest store() {
        return StoreUnderTest.FTP;
    }
}
