/** Members by what they have in common, in the order in which each group was first met. */
export function grouped<Key, Member>(
  members: Iterable<Member>,
  by: (member: Member) => Key,
): ReadonlyMap<Key, readonly Member[]> {
  const groups = new Map<Key, Member[]>();
  for (const member of members) {
    const key = by(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}
