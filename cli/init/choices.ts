/** The formats of a configuration that `mvk init` writes, and the hosts of CI that it knows. */
export const formats = ['ts', 'js', 'yaml', 'json'] as const;
export const hosts = ['github', 'gitlab', 'none'] as const;
