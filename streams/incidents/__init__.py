"""Fusing: the events of a bucket to the incidents they speak of. Pure, and the same for any order."""
